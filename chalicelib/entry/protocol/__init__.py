"""The wire, declared once: from these types come the decoder, the AsyncAPI document and the pages' types."""
