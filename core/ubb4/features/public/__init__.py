"""What everybody may see: lists of public columns, released texts, documents without persons, and the page that shows them."""
