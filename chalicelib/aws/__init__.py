"""AWS behind few words. boto3, botocore and pynamodb are imported here and in the stores, nowhere else."""
