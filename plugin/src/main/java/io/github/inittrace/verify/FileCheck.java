// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.verify;

import io.github.inittrace.run.FolderFile;
import io.github.inittrace.run.Manifest;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.verify.Finding.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares the files of a folder with its manifest, and those of its report with the report's. */
final class FileCheck {
    private final Path folder;
    private final Findings findings;
    private final SortedSet<String> changed = new TreeSet<>();

    FileCheck(Path folder, Findings findings) {
        this.folder = folder;
        this.findings = findings;
    }

    void run() {
        compare("", folder);
        Path report = folder.resolve(RunFolder.REPORT);
        String name = RunFolder.REPORT + "/" + RunFolder.MANIFEST;
        if (!Files.exists(report)) {
            findings.note(
                    Topic.FILES,
                    RunFolder.REPORT,
                    "there is none; inittrace report writes one from the rest");
        } else if (!Files.exists(report.resolve(RunFolder.MANIFEST))) {
            findings.differs(
                    Topic.FILES, name, "is missing; inittrace report writes the report again");
        } else {
            compare(RunFolder.REPORT + "/", report);
        }
    }

    /** A manifest is written last, so only a run that has ended must have one. */
    void checkEnd(RunFolder run) {
        if (Files.exists(folder.resolve(RunFolder.MANIFEST))) {
            return;
        }
        if (run.record().ending() == null) {
            findings.note(
                    Topic.FILES,
                    RunFolder.MANIFEST,
                    "there is none, as training has no end: it goes on, or was killed");
        } else {
            findings.differs(
                    Topic.FILES,
                    RunFolder.MANIFEST,
                    "is missing, though training has ended: nothing says what the files were");
        }
    }

    /** Whether a file of the run is not the one that the manifest lists. */
    boolean isChanged(String name) {
        return changed.contains(name);
    }

    private void compare(String prefix, Path where) {
        String name = prefix + RunFolder.MANIFEST;
        findings.guard(
                Topic.FILES,
                name,
                () -> {
                    Path file = FolderFile.in(folder, name).orElse(null);
                    if (file == null) {
                        return;
                    }
                    Manifest manifest = Manifest.read(file);
                    boolean canonical = Arrays.equals(manifest.bytes(), bytes(file));
                    if (!canonical) {
                        findings.differs(
                                Topic.FILES, name, "was changed: InitTrace writes it otherwise");
                    }
                    int differing = compare(prefix, where, manifest);
                    if (canonical && differing == 0) {
                        findings.agrees(
                                Topic.FILES,
                                name,
                                String.format(
                                        Locale.ROOT,
                                        "%,d files, each with its size and SHA-256",
                                        manifest.files().size()));
                    }
                });
    }

    private static byte[] bytes(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private int compare(String prefix, Path where, Manifest manifest) throws IOException {
        SortedSet<String> names = new TreeSet<>(manifest.files().keySet());
        SortedSet<String> found = Manifest.files(where);
        names.addAll(found);
        int differing = 0;
        for (String name : names) {
            String complaint = complaint(where, name, manifest, found.contains(name));
            if (complaint != null) {
                differing++;
                changed.add(prefix + name);
                findings.differs(Topic.FILES, prefix + name, complaint);
            }
        }
        return differing;
    }

    private static @Nullable String complaint(
            Path where, String name, Manifest manifest, boolean exists) {
        Manifest.Entry expected = manifest.files().get(name);
        if (expected == null) {
            return "is not in the manifest";
        }
        if (!exists) {
            return "is missing";
        }
        try {
            long size = Files.size(where.resolve(name));
            if (size != expected.size()) {
                return String.format(
                        Locale.ROOT, "has %,d bytes, expected %,d", size, expected.size());
            }
            String sha256 = Manifest.Entry.of(where.resolve(name)).sha256();
            return sha256.equals(expected.sha256())
                    ? null
                    : "has SHA-256 " + sha256 + ", expected " + expected.sha256();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
