"""The edge: raw events become typed commands here, and nothing rawer travels further."""
