// SPDX-License-Identifier: Apache-2.0
/** Data sets: images from files of many kinds, digits drawn by code, tables; downloads. */
@NullMarked
package io.github.inittrace.data;

import org.jspecify.annotations.NullMarked;
