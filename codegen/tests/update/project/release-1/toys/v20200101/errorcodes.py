# -*- coding: utf8 -*-
