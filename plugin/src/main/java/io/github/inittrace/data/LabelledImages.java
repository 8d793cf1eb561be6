// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil.HashType;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DateTimeProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.HashProvenance;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.tribuo.classification.Label;

/** Images of one size with their labels, in the order in which they were added. */
final class LabelledImages {
    private final int height;
    private final int width;
    private final List<ImageExample<Label>> images = new ArrayList<>();
    private final Map<String, Label> labels = new HashMap<>();
    private final MessageDigest digest;

    LabelledImages(int height, int width) {
        this.height = height;
        this.width = width;
        digest = sha256();
    }

    /** A digest that every Java platform has. */
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }

    /** Adds an image; its pixels are given away. */
    void add(String label, byte[] pixels) {
        digest.update(pixels);
        digest.update(label.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        images.add(ImageExample.around(labels.computeIfAbsent(label, Label::new), pixels));
    }

    int height() {
        return height;
    }

    int width() {
        return width;
    }

    /**
     * Hands them to their source, with its configuration and a SHA-256 of all images, each followed
     * by its label. Nothing may be added after.
     *
     * @param host the source
     * @param notices what was found out about them
     */
    void keepIn(ImageDataSource host, List<String> notices) {
        ImageSourceProvenance provenance =
                new ImageSourceProvenance(
                        host,
                        List.of(
                                new DateTimeProvenance(
                                        ImageSourceProvenance.DATASOURCE_CREATION_TIME,
                                        OffsetDateTime.now(ZoneId.systemDefault())),
                                new HashProvenance(
                                        HashType.SHA256,
                                        ImageSourceProvenance.CONTENT_HASH,
                                        HexFormat.of()
                                                .withUpperCase()
                                                .formatHex(digest.digest()))));
        host.keep(images, height, width, provenance, notices);
    }
}
