package dev.jyro.inference.graph;

import dev.jyro.effect.Frame;
import dev.jyro.effect.Site;
import io.vavr.collection.List;
import io.vavr.collection.Set;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The plates so far. In whatever order the same ones were opened, they are nested in one. */
final class Boxes {
  private final Map<Set<String>, List<String>> orders = new HashMap<>();
  private final Map<List<String>, PlateBox> boxes = new LinkedHashMap<>();

  List<PlateBox> all() {
    return List.ofAll(boxes.values());
  }

  /** The names of the plates around a site, which are boxes from now on. */
  List<String> around(Site site) {
    List<Frame> frames = site.setting().plates();
    List<String> opened = frames.map(Frame::name);
    List<String> path = orders.computeIfAbsent(opened.toSet(), names -> opened);
    for (int depth = 1; depth <= path.size(); depth++) {
      List<String> outer = path.take(depth);
      Frame frame = frames.find(each -> each.name().equals(outer.last())).get();
      boxes.putIfAbsent(outer, new PlateBox(outer, frame.at(0)));
    }
    return path;
  }
}
