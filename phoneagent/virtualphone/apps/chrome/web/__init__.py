"""A small web engine: HTML to a document, a part of CSS, forms, and what is shown of it."""
