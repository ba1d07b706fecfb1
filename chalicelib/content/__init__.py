"""Message bodies, views, frames, texts and configuration that are shared by the contexts and the pages."""
