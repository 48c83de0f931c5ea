"""The faces of the steps, one module per command: arguments in, one public function called, sentences or JSON out."""
