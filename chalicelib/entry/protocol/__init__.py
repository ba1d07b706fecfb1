"""The frames of the WebSocket protocol. Decoder, AsyncAPI document and the pages' types are made from these types."""
