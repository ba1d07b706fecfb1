"""Files: announced, uploaded straight to S3, checked before anybody opens them, kept as evidence."""
