"""Adapters for AWS. Only this package and the stores import boto3, botocore and pynamodb."""
