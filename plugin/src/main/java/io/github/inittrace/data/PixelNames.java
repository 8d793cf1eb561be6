// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The feature names of images: zero-padded decimals, whose order is the order of the pixels.
 *
 * <p>One array per image size serves every example of the process. Nobody writes to it.
 */
final class PixelNames {
    private static final ConcurrentHashMap<Integer, String[]> SHARED = new ConcurrentHashMap<>();

    private PixelNames() {}

    /** The shared names of the pixels of an image; the caller must not write to them. */
    static String[] of(int pixels) {
        return SHARED.computeIfAbsent(pixels, PixelNames::create);
    }

    /** The shared names where the given ones are equal to them, else the given ones. */
    static String[] share(String[] names) {
        String[] shared = SHARED.get(names.length);
        return shared != null && Arrays.equals(shared, names) ? shared : names;
    }

    /** As wide as the count itself, which is what Tribuo's IDXDataSource does. */
    private static String[] create(int pixels) {
        int width = Integer.toString(pixels).length();
        String[] names = new String[pixels];
        for (int i = 0; i < pixels; i++) {
            String digits = Integer.toString(i);
            names[i] = "0".repeat(width - digits.length()) + digits;
        }
        return names;
    }
}
