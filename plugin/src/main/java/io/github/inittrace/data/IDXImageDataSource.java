// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil.HashType;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DateTimeProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.HashProvenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tribuo.classification.Label;

/**
 * Grey images and their labels from a pair of IDX files, gzipped or plain, such as MNIST's.
 *
 * <p>Unlike Tribuo's {@code IDXDataSource}, every pixel becomes a feature, zeros included, so that
 * 28x28 images always give 784 features. Pixels stay 0..255 and labels become {@code "0"},
 * {@code "1"}, .... Reads everything when it is made; safe to share between threads after that.
 */
public final class IDXImageDataSource extends ImageDataSource {

    @Config(mandatory = true, description = "The IDX file of images, gzipped or plain.")
    private @Nullable Path imagesPath;

    @Config(mandatory = true, description = "The IDX file of labels, gzipped or plain.")
    private @Nullable Path labelsPath;

    /** For olcut. */
    private IDXImageDataSource() {}

    /**
     * Reads the two files.
     *
     * @param imagesPath the file of images
     * @param labelsPath the file of labels
     * @throws DataFileException if a file is not what it should be; its message says what to do
     * @throws IOException if reading fails
     */
    public IDXImageDataSource(Path imagesPath, Path labelsPath) throws IOException {
        this.imagesPath = imagesPath;
        this.labelsPath = labelsPath;
        read(imagesPath, labelsPath);
    }

    /** Used by the OLCUT configuration system, and should not be called by external code. */
    @Override
    public void postConfig() throws IOException {
        if (imagesPath != null && labelsPath != null) {
            read(imagesPath, labelsPath);
        }
    }

    private void read(Path imagesFile, Path labelsFile) throws IOException {
        try (IDXReader pictures = new IDXReader(imagesFile, IDXReader.Kind.IMAGES);
                IDXReader numbers = new IDXReader(labelsFile, IDXReader.Kind.LABELS)) {
            if (pictures.count() != numbers.count()) {
                throw new DataFileException(
                        String.format(
                                Locale.ROOT,
                                "expected as many labels as images, found %d images in "
                                        + "%s and %d labels in %s; give two files that belong "
                                        + "together",
                                pictures.count(),
                                imagesFile,
                                numbers.count(),
                                labelsFile));
            }
            List<ImageExample<Label>> images = new ArrayList<>();
            @Nullable Label[] labels = new Label[256];
            for (int i = 0; i < pictures.count(); i++) {
                int number = numbers.next()[0] & 0xff;
                Label label = labels[number];
                if (label == null) {
                    label = new Label(Integer.toString(number));
                    labels[number] = label;
                }
                images.add(ImageExample.around(label, pictures.next()));
            }
            pictures.finish();
            numbers.finish();
            ImageSourceProvenance provenance =
                    new ImageSourceProvenance(
                            this,
                            List.of(
                                    new DateTimeProvenance(
                                            ImageSourceProvenance.DATASOURCE_CREATION_TIME,
                                            OffsetDateTime.now(ZoneId.systemDefault())),
                                    modified(
                                            ImageSourceProvenance.IMAGES_FILE_MODIFIED_TIME,
                                            imagesFile),
                                    modified(
                                            ImageSourceProvenance.LABELS_FILE_MODIFIED_TIME,
                                            labelsFile),
                                    new HashProvenance(
                                            HashType.SHA256,
                                            ImageSourceProvenance.IMAGES_RESOURCE_HASH,
                                            pictures.sha256()),
                                    new HashProvenance(
                                            HashType.SHA256,
                                            ImageSourceProvenance.LABELS_RESOURCE_HASH,
                                            numbers.sha256())));
            keep(images, pictures.rows(), pictures.columns(), provenance, List.of());
        }
    }

    private static DateTimeProvenance modified(String key, Path file) throws IOException {
        return new DateTimeProvenance(
                key,
                OffsetDateTime.ofInstant(
                        Files.getLastModifiedTime(file).toInstant(), ZoneId.systemDefault()));
    }

    @Override
    public String toString() {
        return "IDXImageDataSource(imagesPath=" + imagesPath + ",labelsPath=" + labelsPath + ")";
    }
}
