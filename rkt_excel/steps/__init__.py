"""One module per stage of the SOP, in its order. They never import each other: they meet in model and register."""
