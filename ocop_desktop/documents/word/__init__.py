"""Documents for Word from the same blocks: what a superior edits before it is signed."""
