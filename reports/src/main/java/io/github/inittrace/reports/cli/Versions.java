// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.kernels.KernelInfo;
import io.github.inittrace.text.Version;
import java.io.IOException;
import org.tribuo.Tribuo;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        KernelInfo kernels = UsageException.orUsersMistake(KernelInfo::ofThisProcess);
        return new String[] {
            "inittrace " + Version.current(),
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
