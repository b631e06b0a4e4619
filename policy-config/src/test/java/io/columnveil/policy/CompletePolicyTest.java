package io.columnveil.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.policy.model.ColumnRule;
import io.columnveil.policy.model.Denied;
import io.columnveil.policy.model.KekProvider;
import io.columnveil.policy.model.KeySettings;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.Lookup;
import io.columnveil.policy.model.Mask;
import io.columnveil.policy.model.NamePattern;
import io.columnveil.policy.model.Normalization;
import io.columnveil.policy.model.Policy;
import io.columnveil.policy.model.RoleRule;
import io.columnveil.policy.model.Scheme;
import io.columnveil.policy.model.Storage;
import io.columnveil.policy.model.TableKind;
import io.columnveil.policy.model.TableRule;
import io.columnveil.policy.model.TypeName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every key of {@code complete.yaml} arrives in the model. */
class CompletePolicyTest {

  private static final Path SAMPLE = Samples.named("valid", "complete");

  private final Policy policy = Samples.load(SAMPLE).policy();

  @Test
  void readsKeys() {
    KeySettings keys = policy.keys();
    Path folder = SAMPLE.toAbsolutePath().getParent();
    assertThat(keys.keyring()).isEqualTo("file:" + folder.resolve("keys/shop.keyring"));
    assertThat(keys.rotateEvery()).isEqualTo(Duration.ofDays(365));
    assertThat(keys.cacheFor()).isEqualTo(Duration.ofMinutes(5));
    assertThat(keys.jceProvider()).contains("SunJCE");
    KekProvider provider = keys.wrappedBy();
    assertThat(provider.name()).isEqualTo("passphrase");
    assertThat(provider.settings()).isEqualTo(Map.of("passphrase", "hunter5 correct horse"));
    assertThat(provider.resolve("pin.txt")).isEqualTo(folder.resolve("pin.txt"));
    assertThat(provider.location().line()).isEqualTo(7);
    assertThat(policy.toString()).doesNotContain("hunter");
  }

  @Test
  void readsTables() {
    assertThat(policy.tables())
        .extracting(t -> t.table().toString() + " " + t.kind())
        .containsExactly(
            "users USER",
            "crm.contacts USER",
            "*.payments EVENT",
            "hr.* USER",
            "\"Legacy.Data\".\"user\"\"s\" USER");
    TableRule legacy = policy.tables().get(4);
    assertThat(legacy.table().schema()).contains(new NamePattern("Legacy.Data", true));
    assertThat(legacy.table().table()).isEqualTo(new NamePattern("user\"s", true));
    assertThat(policy.tables().get(2).kind()).isEqualTo(TableKind.EVENT);
  }

  @Test
  void readsEveryKeyOfColumn() {
    ColumnRule email = column(0, 0);
    assertThat(email.column()).isEqualTo(new NamePattern("email"));
    assertThat(email.type()).isEqualTo(new LogicalType(TypeName.VARCHAR, 320, -1));
    assertThat(email.scheme())
        .isEqualTo(
            new Scheme.Randomized(
                Optional.of(
                    new Lookup(
                        "email_lookup", List.of(Normalization.TRIM, Normalization.LOWERCASE)))));
    assertThat(email.mask()).contains(new Mask(1, 4));
    assertThat(email.domain()).contains("person.email");
    assertThat(email.denied()).isEqualTo(Denied.CIPHERTEXT);
    assertThat(email.storage()).contains(Storage.TEXT);
    assertThat(email.storedIn()).isEmpty();
    assertThat(email.searchOldPlaintext()).isTrue();
    assertThat(email.location()).hasToString("complete.yaml:17:7");
  }

  @Test
  void readsOtherFormsOfColumns() {
    assertThat(column(0, 1).scheme()).isEqualTo(new Scheme.Deterministic());
    assertThat(column(0, 1).denied()).isEqualTo(Denied.ERROR);
    assertThat(column(0, 2).denied()).isEqualTo(Denied.NULL);
    assertThat(column(0, 2).storedIn()).contains("birth_date_encrypted");
    assertThat(column(0, 3).storage()).contains(Storage.BINARY);
    assertThat(column(0, 3).mask()).isEmpty();
    assertThat(column(0, 4).column()).isEqualTo(new NamePattern("odd.name", true));
    assertThat(column(1, 2).type()).isEqualTo(new LogicalType(TypeName.NUMERIC, 12, 2));
    assertThat(column(2, 0).mask()).contains(new Mask(0, 4));
  }

  @Test
  void readsRoles() {
    assertThat(policy.roles())
        .extracting(RoleRule::name)
        .containsExactly("privacy_officer", "marketing", "payments", "payroll", "helpdesk");
    RoleRule officer = policy.roles().get(0);
    assertThat(officer.databaseUsers()).containsExactly("alice");
    assertThat(officer.databaseRoles()).containsExactly("pii_admin");
    assertThat(officer.administer()).isTrue();
    assertThat(officer.decrypt()).hasToString("[*]");
    assertThat(officer.decrypt().get(0).table()).isEmpty();
    assertThat(officer.unmask()).hasToString("[*]");
    assertThat(officer.search()).isEmpty();
    assertThat(policy.roles().get(1).decrypt()).hasToString("[users.email, crm.contacts.*]");
    assertThat(policy.roles().get(3).decrypt())
        .hasToString("[hr.*.salary, hr.people.work_email, \"Legacy.Data\".\"user\"\"s\".secret]");
    assertThat(policy.roles().get(4).administer()).isFalse();
    assertThat(policy.roles().get(4).search()).hasToString("[users.phone, users.\"odd.name\"]");
  }

  private ColumnRule column(int table, int column) {
    return policy.tables().get(table).columns().get(column);
  }
}
