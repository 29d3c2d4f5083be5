"""Generated from transport-protocol's pbnetwork.proto by the script ``generate``."""
