"""The one model of the book that make, lints, site, grading and benches read.

- `catalogue`: every chapter, written or planned, in reading order, from the data files
- `data`, `order`: what a data file and all of them together are refused for
- `terms`: the terms that chapters introduce
- `chapter`: a chapter that is written: find it, and what is counted in it
- `notebook`: the file of a chapter: reading, the stored form, its cells
- `frozen`: why a notebook that is read once may be shared
- `metadata`: the block that a chapter has of its own
- `prose`: its Markdown: headings, anchors, links
- `evidence`: what it claims and how each claim was checked
- `widgets`: its explorers and questions
- `exercises`: its tasks and where their solutions stand
- `references`: the bibliography, and what of it is cited
- `published`: where a published copy came from
- `errors`: what is said of a file that is wrong

It needs no torch and no sympy: what `dlnotes` writes into notebooks is read here as data.
"""
