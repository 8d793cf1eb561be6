// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes a file or folder of this machine, also where networks are trained on others. */
final class FileHere implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
        if (Main.isUri(text)) {
            throw new TypeConversionException(
                    "expected a file or folder of this machine, found '"
                            + text
                            + "'; copy it here and name the copy");
        }
        return Main.path(text);
    }
}
