"""Certificates that the insurer issues: receipts and certificates as PDF/A-3, each with a number that anybody can
check."""
