// SPDX-License-Identifier: Apache-2.0
/** Pure functions on weights: how far, in which direction and with which distribution they moved. */
@NullMarked
package io.github.inittrace.measure;

import org.jspecify.annotations.NullMarked;
