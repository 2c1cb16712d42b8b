from .applications import Application
from .signup_pages import SignUpField, SignUpPage

__all__ = ["Application", "SignUpField", "SignUpPage"]
