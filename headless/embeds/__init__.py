"""Stories, programs and sign-ups on other sites: custom elements, pages in frames, and oEmbed.

Apps announce what can be embedded with `registry.register_embed()`. Everything is read from documents, for the audience of the
front end whose publishable key is shown.
"""
