package io.columnveil.keys;

import io.columnveil.policy.model.ColumnId;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.Lookup;
import io.columnveil.policy.model.Scheme;
import io.columnveil.policy.model.TableKind;
import io.columnveil.policy.model.TypeName;
import java.util.Optional;
import java.util.Set;

/** The bytes of a column's record. Its fields are the same in both formats. */
final class ColumnFormat {

  private static final int ROTATION = 1;
  private static final Set<Integer> KNOWN = Set.of(ROTATION);

  private ColumnFormat() {}

  static ColumnRecord read(KeyringInput in) {
    ColumnRecord column = readFields(in);
    return column.withRotation(Attributes.read(in, KNOWN).get(ROTATION, ColumnFormat::rotation));
  }

  /** All that a keyring of format 1 has of a column. */
  static ColumnRecord readFields(KeyringInput in) {
    ColumnId id = new ColumnId(in.text(), in.text(), in.text());
    TableKind kind = in.first() ? TableKind.USER : TableKind.EVENT;
    ColumnState state = in.first() ? ColumnState.MIXED : ColumnState.ENCRYPTED;
    boolean tokensComplete = in.flag();
    String domain = in.text();
    int scheme = in.u8();
    TypeName name = KeyringCodes.type(in.u8());
    LogicalType type = new LogicalType(name, in.i32(), in.i32());
    Optional<Lookup> lookup =
        in.flag()
            ? Optional.of(new Lookup(in.text(), KeyringCodes.normalizer(in.u8())))
            : Optional.empty();
    return new ColumnRecord(id, kind, state, tokensComplete, domain, scheme(scheme, lookup), type);
  }

  static void write(ColumnRecord column, KeyringOutput out) {
    out.text(column.id().schema()).text(column.id().table()).text(column.id().column());
    out.u8(column.kind() == TableKind.USER ? 1 : 2);
    out.u8(column.state() == ColumnState.MIXED ? 1 : 2);
    out.flag(column.tokensComplete());
    out.text(column.domain());
    out.u8(column.scheme() instanceof Scheme.Deterministic ? 3 : 1);
    out.u8(KeyringCodes.of(column.type().name()));
    out.i32(column.type().length()).i32(column.type().scale());
    out.flag(column.lookup().isPresent());
    column
        .lookup()
        .ifPresent(
            lookup -> out.text(lookup.column()).u8(KeyringCodes.normalizer(lookup.normalize())));
    new Attributes.Writer().put(ROTATION, column.rotation(), ColumnFormat::rotation).writeTo(out);
  }

  private static RotationRecord rotation(KeyringInput in) {
    return new RotationRecord(
        KeyringCodes.phase(in.u8()), in.text(), in.i32(), in.i32(), in.millis());
  }

  private static KeyringOutput rotation(RotationRecord rotation) {
    return new KeyringOutput()
        .u8(rotation.phase().code())
        .text(rotation.secondColumn())
        .i32(rotation.oldKey())
        .i32(rotation.newKey())
        .millis(rotation.started());
  }

  private static Scheme scheme(int code, Optional<Lookup> lookup) {
    return switch (code) {
      case 1 -> new Scheme.Randomized(lookup);
      case 3 -> new Scheme.Deterministic();
      default -> throw new IllegalArgumentException("unknown scheme");
    };
  }
}
