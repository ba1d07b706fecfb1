"""Files that customers and agents send: uploaded straight to S3, checked, then kept as evidence."""
