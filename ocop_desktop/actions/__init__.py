"""What a person can do, one verb each; no window knows more than this."""
