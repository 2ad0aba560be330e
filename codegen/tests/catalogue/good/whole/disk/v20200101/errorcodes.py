# -*- coding: utf8 -*-
# A licence.


# 磁盘不存在，见 `DiskId`。
INVALIDDISK_NOTFOUND = 'InvalidDisk.NotFound'

# Two lines
# of text.
LIMITEXCEEDED = "LimitExceeded"

UNEXPLAINED = 'Unexplained'
