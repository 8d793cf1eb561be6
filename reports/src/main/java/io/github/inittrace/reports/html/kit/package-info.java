// SPDX-License-Identifier: Apache-2.0
/** The pieces that every page is made of, and how pages get into files. */
@NullMarked
package io.github.inittrace.reports.html.kit;

import org.jspecify.annotations.NullMarked;
