"""Talking: heads, logs, receipts, and who may say what when."""
