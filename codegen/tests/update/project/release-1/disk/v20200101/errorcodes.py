# -*- coding: utf8 -*-

# There is no such disk.
INVALIDDISK = 'InvalidDisk'
