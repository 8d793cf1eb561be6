// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.Example;
import org.tribuo.OutputFactory;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.provenance.ConfiguredDataSourceProvenance;

/** What the sources of this package share: they read everything when they are made. */
abstract class LabelDataSource implements ConfigurableDataSource<Label> {
    private final LabelFactory labelFactory = new LabelFactory();
    private List<? extends Example<Label>> examples = List.of();
    private List<String> notices = List.of();
    private @Nullable ConfiguredDataSourceProvenance provenance;

    /**
     * Keeps what was read.
     *
     * @param read the examples, in order
     * @param from where they came from
     * @param found what was found out about them, in sentences; nothing where all is as most expect
     */
    final void keep(
            List<? extends Example<Label>> read,
            ConfiguredDataSourceProvenance from,
            List<String> found) {
        examples = read;
        provenance = from;
        notices = List.copyOf(found);
    }

    /** An example as each pass hands it out. */
    Example<Label> handedOut(Example<Label> example) {
        return example;
    }

    /** {@return what was found out about the data, in sentences; nothing where all is usual} */
    public final List<String> notices() {
        return notices;
    }

    /** {@return the number of examples} */
    public final int size() {
        return examples.size();
    }

    @Override
    public final Iterator<Example<Label>> iterator() {
        return examples.stream().map(this::handedOut).iterator();
    }

    @Override
    public final OutputFactory<Label> getOutputFactory() {
        return labelFactory;
    }

    /** The configuration, also of what was found out, and what identifies the data's bytes. */
    @Override
    public final ConfiguredDataSourceProvenance getProvenance() {
        if (provenance == null) {
            throw new IllegalStateException("the data must be read first, found none");
        }
        return provenance;
    }
}
