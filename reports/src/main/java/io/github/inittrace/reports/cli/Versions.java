// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.mlp.KernelInfo;
import java.io.IOException;
import org.tribuo.Tribuo;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        String version = Versions.class.getPackage().getImplementationVersion();
        KernelInfo kernels = UserException.orUsersMistake(KernelInfo::ofThisProcess);
        return new String[] {
            "inittrace " + (version == null ? "development" : version),
            "Tribuo " + Tribuo.VERSION,
            "matrix products by " + kernels.library() + ", " + kernels.instructionSet(),
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
