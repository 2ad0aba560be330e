# One.
ONE = 'One'
# Again.
ONE_ = 'One'
DOT = 'Dot.'
import os
# About nothing.

TWO = 'Two.Three'
