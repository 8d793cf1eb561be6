// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

/**
 * The size of images.
 *
 * @param height the height in pixels
 * @param width the width in pixels
 */
public record ImageShape(int height, int width) {}
