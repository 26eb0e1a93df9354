"""The protocol between the bureau and a hotline platform, version 1: signatures, the wire format, the sending."""
