// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The names of tests as names of folders. */
final class TestNames {
    private static final int LONGEST = 100;
    private static final Pattern INVOCATION = Pattern.compile("#(\\d+)]$");

    private TestNames() {}

    /** {@code base/class/method}, and the number of the invocation where there are several. */
    static Path folder(Path base, ExtensionContext test) {
        Path method =
                base.resolve(sanitised(test.getRequiredTestClass().getName()))
                        .resolve(sanitised(test.getRequiredTestMethod().getName()));
        Matcher invocation = INVOCATION.matcher(test.getUniqueId());
        return invocation.find() ? method.resolve(invocation.group(1)) : method;
    }

    /**
     * A name that every file system takes, and no shell or URL stumbles over: letters, digits and
     * {@code . _ -}, at most 100 characters, with neither a dot nor a dash at its ends.
     */
    static String sanitised(String name) {
        String plain = strip(name.replaceAll("[^\\p{L}\\p{N}._]+", "-"));
        String cut = plain.length() > LONGEST ? strip(plain.substring(0, LONGEST)) : plain;
        return cut.isEmpty() ? "test" : cut;
    }

    private static String strip(String name) {
        return name.replaceAll("^[.-]+|[.-]+$", "");
    }
}
