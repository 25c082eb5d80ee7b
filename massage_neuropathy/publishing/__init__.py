"""What becomes of the built book when it is given away: a zip, a site for a host, and a list of downloads.

`archive` packs files so that the same content gives the same bytes, `compressed` puts files compressed ahead
beside their originals, `downloads` fills in the page that lists what can be taken along, and `html_validator`
has the pages read by the validator of the standard.
"""
