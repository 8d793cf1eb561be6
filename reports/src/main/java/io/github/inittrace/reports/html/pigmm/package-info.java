// SPDX-License-Identifier: Apache-2.0
/** The page on models of an ensemble of networks. */
@NullMarked
package io.github.inittrace.reports.html.pigmm;

import org.jspecify.annotations.NullMarked;
