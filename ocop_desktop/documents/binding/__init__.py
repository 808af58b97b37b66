"""Binding a dossier: drawn forms and scanned papers in one PDF with one running page number."""
