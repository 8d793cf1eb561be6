// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.text;

import org.jspecify.annotations.Nullable;

/** This plugin's version. */
public final class Version {
    private Version() {}

    /** The version in the jar's manifest, {@code development} outside a jar. */
    public static String current() {
        @Nullable String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
