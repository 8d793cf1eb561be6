// SPDX-License-Identifier: Apache-2.0
/** Image data sets: IDX files and digits drawn by code. */
@NullMarked
package io.github.inittrace.data;

import org.jspecify.annotations.NullMarked;
