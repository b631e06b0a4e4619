package io.columnveil.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

  private static final HexFormat HEX = HexFormat.of();

  @Test
  void headerIsMagicSchemeAndKeyId() {
    assertThat(HEX.formatHex(Envelope.header(Envelope.Algorithm.AES_256_GCM, 0x01020304)))
        .isEqualTo("fdcbf50101020304");
    assertThat(HEX.formatHex(Envelope.header(Envelope.Algorithm.AES_256_SIV, 0xfffffffe)))
        .isEqualTo("fdcbf503fffffffe");
  }

  @Test
  void textBeginsWithItsNameAndVersion() {
    assertThat(Envelope.text(envelope("01", 36))).startsWith("_cv1");
    assertThat(Envelope.isEnvelope("_cv1")).isTrue();
    assertThat(Envelope.isEnvelope("_cv2")).isFalse();
    assertThat(Envelope.isEnvelope("_cv")).isFalse();
    assertThat(Envelope.isEnvelope("")).isFalse();
    assertThat(Envelope.isEnvelope(HEX.parseHex("fdcbf5"))).isTrue();
    assertThat(Envelope.isEnvelope(HEX.parseHex("fdcbf6"))).isFalse();
    assertThat(Envelope.isEnvelope(new byte[0])).isFalse();
  }

  @Test
  void varcharOf255HoldsA155ByteText() {
    assertThat(Envelope.text(envelope("01", 36 + 155))).hasSize(255);
  }

  @Test
  void readsWhatItWrites() throws Exception {
    for (int length = 36; length < 60; length++) {
      byte[] bytes = envelope("01", length);
      assertThat(Envelope.parse(Envelope.text(bytes)).bytes()).isEqualTo(bytes);
    }
    Envelope envelope = Envelope.parse(envelope("83", 24));
    assertThat(envelope.algorithm()).isEqualTo(Envelope.Algorithm.AES_256_SIV);
    assertThat(envelope.isPadded()).isTrue();
    assertThat(envelope.keyId()).isEqualTo(0x0a0b0c0d);
  }

  @Test
  void rejectsUnknownSchemesShortEnvelopesAndKeyIdZero() {
    for (String scheme : new String[] {"00", "02", "04", "7f", "80", "82", "ff"}) {
      rejects(envelope(scheme, 60));
    }
    rejects(envelope("01", 35));
    rejects(envelope("03", 23));
    rejects(HEX.parseHex("fdcbf501"));
    rejects(HEX.parseHex("fdcbf50100000000" + "00".repeat(28)));
  }

  @Test
  void acceptsOnlyTheOneTextOfAnEnvelope() {
    String text = Envelope.text(envelope("01", 37));
    rejects(text + "=");
    rejects(text + "==");
    rejects(text + " ");
    rejects(text + "\n");
    rejects(" " + text);
    rejects(text.substring(0, text.length() - 1));
    rejects(text.substring(0, 20) + "+" + text.substring(21));
    rejects(text.substring(0, 20) + "é" + text.substring(21));
    rejects(text.substring(0, 20) + "\u0141" + text.substring(21));
    // the last character has four unused bits: any but zero is another text of the same bytes
    String unusedBits = text.substring(0, text.length() - 1);
    int accepted = 0;
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (char c : alphabet.toCharArray()) {
      try {
        Envelope.parse(unusedBits + c);
        accepted++;
      } catch (CiphertextRejectedException e) {
        // as it should be
      }
    }
    assertThat(accepted).isEqualTo(4);
  }

  @Test
  void paddingIsRemovedExactly() throws Exception {
    assertThat(Padding.remove(HEX.parseHex("01800000"))).containsExactly(1);
    assertThat(Padding.remove(HEX.parseHex("80"))).isEmpty();
    assertThat(Padding.remove(HEX.parseHex("8080"))).containsExactly(0x80);
    for (String bad : new String[] {"", "00", "01", "0100"}) {
      assertThatThrownBy(() -> Padding.remove(HEX.parseHex(bad)))
          .isInstanceOf(CiphertextRejectedException.class);
    }
  }

  @Test
  void associatedDataIsHeaderDomainAndRowKey() {
    byte[] header = Envelope.header(Envelope.Algorithm.AES_256_GCM, 1);
    assertThat(HEX.formatHex(AssociatedData.of(header, "ab", new byte[] {9})))
        .isEqualTo("fdcbf50100000001" + "00026162" + "000109");
  }

  private static void rejects(byte[] bytes) {
    assertThatThrownBy(() -> Envelope.parse(bytes)).isInstanceOf(CiphertextRejectedException.class);
  }

  private static void rejects(String text) {
    assertThatThrownBy(() -> Envelope.parse(text)).isInstanceOf(CiphertextRejectedException.class);
  }

  private static byte[] envelope(String scheme, int length) {
    return HEX.parseHex("fdcbf5" + scheme + "0a0b0c0d" + "00".repeat(length - 8));
  }
}
