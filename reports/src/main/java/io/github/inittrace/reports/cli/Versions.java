// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import org.tribuo.Tribuo;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Versions.class.getPackage().getImplementationVersion();
        return new String[] {
            "inittrace " + (version == null ? "development" : version),
            "Tribuo " + Tribuo.VERSION,
            "Java "
                    + System.getProperty("java.version")
                    + ", "
                    + System.getProperty("java.vendor")
                    + ", on "
                    + System.getProperty("os.name")
                    + " "
                    + System.getProperty("os.arch")
        };
    }
}
