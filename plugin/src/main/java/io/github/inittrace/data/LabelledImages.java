// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import com.oracle.labs.mlrg.olcut.config.Configurable;
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
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.tribuo.Example;
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
        try {
            digest = MessageDigest.getInstance("SHA-256");
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

    int size() {
        return images.size();
    }

    /** Each pass hands out new examples, which share the pixels until one of them is changed. */
    Iterator<Example<Label>> iterator() {
        return images.stream().<Example<Label>>map(ImageExample::copy).iterator();
    }

    /** The host's configuration and a SHA-256 of all images, each followed by its label. */
    <C extends Configurable> ImageSourceProvenance provenance(C host) {
        byte[] hash;
        try {
            hash = ((MessageDigest) digest.clone()).digest();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("every Java platform can clone SHA-256", e);
        }
        return new ImageSourceProvenance(
                host,
                List.of(
                        new DateTimeProvenance(
                                ImageSourceProvenance.DATASOURCE_CREATION_TIME,
                                OffsetDateTime.now(ZoneId.systemDefault())),
                        new HashProvenance(
                                HashType.SHA256,
                                ImageSourceProvenance.CONTENT_HASH,
                                HexFormat.of().withUpperCase().formatHex(hash))));
    }
}
