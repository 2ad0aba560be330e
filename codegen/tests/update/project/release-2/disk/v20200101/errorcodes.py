# -*- coding: utf8 -*-

# There is no such disk.
INVALIDDISK = 'InvalidDisk'

# There are too many disks.
LIMITEXCEEDED_DISK = 'LimitExceeded.Disk'
