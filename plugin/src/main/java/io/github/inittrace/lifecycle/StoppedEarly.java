// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.tribuo.Model;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * The marks in the provenance of a model whose training was stopped before its last epoch. Its
 * trainer's provenance has as {@code epochs} those that were done, so that a trainer made from it
 * trains the same model; {@value #PLANNED} keeps how many were asked for. After a stop in the midst
 * of an epoch no trainer can do the same: {@value #WITHIN} says so. A model that was not stopped has
 * neither mark.
 */
public final class StoppedEarly {
    /** The key of the number of epochs that were asked for. */
    public static final String PLANNED = "planned-epochs";

    /** The key of the epoch, from 1, in whose midst training was stopped. */
    public static final String WITHIN = "stopped-within-epoch";

    private StoppedEarly() {}

    /**
     * Marks instance values. For trainers.
     *
     * @param runProvenance the instance values of the run
     * @param planned how many epochs were asked for
     * @param epoch how many passes over the data were begun
     * @param complete whether the last of them was finished
     * @return the values with the marks
     */
    public static Map<String, Provenance> mark(
            Map<String, Provenance> runProvenance, int planned, int epoch, boolean complete) {
        Map<String, Provenance> marked = new LinkedHashMap<>(runProvenance);
        marked.put(PLANNED, new IntProvenance(PLANNED, planned));
        if (!complete) {
            marked.put(WITHIN, new IntProvenance(WITHIN, epoch));
        }
        return marked;
    }

    /**
     * The same configuration with the epochs that were done. For trainers whose parameter {@code
     * epochs} is their number: it is the configuration that says so, because a trainer is made again
     * from that alone.
     *
     * @param asked the provenance of the trainer that was stopped
     * @param done how many epochs were done
     */
    public static TrainerProvenance provenance(TrainerProvenance asked, int done) {
        Map<String, Provenance> members = new HashMap<>();
        asked.forEach(member -> members.put(member.getA(), member.getB()));
        members.put("epochs", new IntProvenance("epochs", done));
        return new TrainerProvenanceImpl(members);
    }

    /** The epoch, from 1, in whose midst a model's training was stopped; empty if in none. */
    public static OptionalInt within(Model<?> model) {
        Object mark = model.getProvenance().getInstanceProvenance().getMap().get(WITHIN);
        return mark instanceof IntProvenance epoch
                ? OptionalInt.of(epoch.getValue())
                : OptionalInt.empty();
    }
}
