package io.columnveil.policy.parse;

import io.columnveil.issue.Problems;
import io.columnveil.issue.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

/**
 * From the library's events to our nodes. Anchors, aliases, merge keys and tags are refused: a
 * policy must say what it says where it says it, and aliases are how small files grow huge. Depth
 * is bounded, so neither reading nor walking the tree can exhaust the stack.
 */
final class YamlReader {

  /** The deepest place of a valid policy, an item of {@code normalize}, is at depth 8. */
  static final int MAX_DEPTH = 20;

  private static final ScalarResolver CORE_SCHEMA = new CoreScalarResolver(false);

  private final String text;
  private final List<YamlProblem> problems = new ArrayList<>();
  private final int @Nullable [] charOfCodePoint;
  private Iterator<Event> events = List.<Event>of().iterator();
  private int lastSeen;

  /** A pattern without quotes reads as an alias, and what follows it then makes no sense. */
  private int aliasAt = -1;

  private YamlReader(String text) {
    this.text = text;
    this.charOfCodePoint = charOfCodePoint(text);
  }

  static YamlDocument read(String text) {
    return new YamlReader(text).document();
  }

  private YamlDocument document() {
    Optional<YamlNode> root = Optional.empty();
    try {
      LoadSettings settings =
          LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).setLabel("policy").build();
      events = new Parse(settings).parseString(text).iterator();
      boolean seen = false;
      while (events.hasNext()) {
        Event event = next();
        if (event instanceof DocumentStartEvent) {
          if (seen) {
            refuse(begin(event), "a second document begins here", "Keep one policy per file");
            break;
          }
          seen = true;
          root = Optional.of(node(next(), 1));
        }
      }
    } catch (MarkedYamlEngineException e) {
      syntaxError(e);
      root = Optional.empty();
    } catch (ReaderException e) {
      refuse(
          offset(e.getPosition()),
          "a control character stands in the text",
          "Remove it, or write it as an escape in double quotes");
      root = Optional.empty();
    } catch (TooDeep e) {
      refuse(
          lastSeen,
          "the text is nested more than " + MAX_DEPTH + " levels deep",
          "A policy needs at most 8 levels");
      root = Optional.empty();
    } catch (YamlEngineException | IllegalArgumentException | IndexOutOfBoundsException e) {
      // The library's parser leaves some malformed directives and escapes to unmarked exceptions.
      problems.add(SyntaxMessages.explain("", lastSeen));
      root = Optional.empty();
    }
    return new YamlDocument(root, problems);
  }

  private void syntaxError(MarkedYamlEngineException e) {
    String complaint = String.valueOf(e.getProblem());
    // What is not closed is noticed at the end of the text; it is mended where it begins.
    Optional<Mark> mark =
        SyntaxMessages.isAboutWhatIsNotClosed(complaint)
            ? e.getContextMark().or(e::getProblemMark)
            : e.getProblemMark().or(e::getContextMark);
    boolean afterAlias = !problems.isEmpty() && aliasAt == lastSeen;
    if (!afterAlias) {
      problems.add(SyntaxMessages.explain(complaint, mark.map(this::offset).orElse(lastSeen)));
    }
  }

  private YamlNode node(Event event, int depth) {
    if (depth > MAX_DEPTH) {
      throw new TooDeep();
    }
    if (event instanceof AliasEvent) {
      aliasAt = lastSeen;
      refuse(
          begin(event),
          "aliases (*name) are not allowed in a policy",
          "Write the value out; quote a text that begins with '*'");
      return new YamlHole(begin(event));
    }
    refuseProperties((NodeEvent) event);
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar);
    }
    return event instanceof MappingStartEvent ? mapping(event, depth) : sequence(event, depth);
  }

  private void refuseProperties(NodeEvent event) {
    if (event.getAnchor().isPresent()) {
      refuse(
          begin(event),
          "anchors (&name) are not allowed in a policy",
          "Write the value out where it is needed; quote a text that begins with '&'");
    }
    Optional<String> tag =
        event instanceof ScalarEvent scalar
            ? scalar.getTag()
            : ((CollectionStartEvent) event).getTag();
    if (tag.isPresent()) {
      refuse(
          begin(event),
          "tags (!name) are not allowed in a policy",
          "Leave the tag out; quote a text that begins with '!'");
    }
  }

  private YamlScalar scalar(ScalarEvent event) {
    return new YamlScalar(event.getValue(), kind(event), begin(event), end(event));
  }

  private static YamlScalar.Kind kind(ScalarEvent event) {
    if (!event.isPlain()) {
      return YamlScalar.Kind.TEXT;
    }
    Tag tag = CORE_SCHEMA.resolve(event.getValue(), true);
    if (tag.equals(Tag.NULL)) {
      return event.getValue().isEmpty() ? YamlScalar.Kind.NOTHING : YamlScalar.Kind.NULL;
    }
    if (tag.equals(Tag.BOOL)) {
      return YamlScalar.Kind.BOOLEAN;
    }
    if (tag.equals(Tag.INT)) {
      return YamlScalar.Kind.INTEGER;
    }
    return tag.equals(Tag.FLOAT) ? YamlScalar.Kind.FRACTION : YamlScalar.Kind.TEXT;
  }

  private YamlMapping mapping(Event start, int depth) {
    List<YamlEntry> entries = new ArrayList<>();
    Map<String, YamlScalar> seen = new HashMap<>();
    Event event = next();
    while (!(event instanceof CollectionEndEvent)) {
      YamlNode key = node(event, depth + 1);
      YamlNode value = node(next(), depth + 1);
      if (key instanceof YamlScalar scalar) {
        YamlScalar first = seen.putIfAbsent(scalar.value(), scalar);
        if (first == null) {
          entries.add(new YamlEntry(scalar, value));
        } else {
          problems.add(duplicate(scalar, first));
        }
      } else if (!(key instanceof YamlHole)) {
        refuse(key.begin(), "a key must be a name, not " + key.describe(), "Write a plain name");
      }
      event = next();
    }
    return new YamlMapping(entries, begin(start));
  }

  private YamlProblem duplicate(YamlScalar key, YamlScalar first) {
    // Beyond the limit problems are only counted; to find all their lines could take minutes.
    boolean told = problems.size() < Problems.LIMIT;
    int line = told ? new Source("", text).at(first.begin()).line() : 0;
    return new YamlProblem(
        key.begin(),
        "duplicate key " + Words.quote(key.value()) + ", which stands first in line " + line,
        "Keep one of them");
  }

  private YamlSequence sequence(Event start, int depth) {
    List<YamlNode> items = new ArrayList<>();
    Event event = next();
    while (!(event instanceof CollectionEndEvent)) {
      items.add(node(event, depth + 1));
      event = next();
    }
    return new YamlSequence(items, begin(start));
  }

  private Event next() {
    Event event = events.next();
    lastSeen = begin(event);
    return event;
  }

  private void refuse(int offset, String message, String remedy) {
    problems.add(new YamlProblem(offset, message, remedy));
  }

  private int begin(Event event) {
    return event.getStartMark().map(this::offset).orElse(lastSeen);
  }

  private int end(Event event) {
    return event.getEndMark().map(this::offset).orElse(lastSeen);
  }

  private int offset(Mark mark) {
    return offset(mark.getIndex());
  }

  private int offset(int codePoint) {
    int last = charOfCodePoint == null ? text.length() : charOfCodePoint.length - 1;
    int within = Math.max(0, Math.min(codePoint, last));
    return charOfCodePoint == null ? within : charOfCodePoint[within];
  }

  /** The library counts code points, we count chars; null where that is the same. */
  private static int @Nullable [] charOfCodePoint(String text) {
    int count = text.codePointCount(0, text.length());
    if (count == text.length()) {
      return null;
    }
    int[] offsets = new int[count + 1];
    int offset = 0;
    for (int i = 0; i < count; i++) {
      offsets[i] = offset;
      offset += Character.charCount(text.codePointAt(offset));
    }
    offsets[count] = offset;
    return offsets;
  }

  private static final class TooDeep extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooDeep() {
      super(null, null, false, false);
    }
  }
}
