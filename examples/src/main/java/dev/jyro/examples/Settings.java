package dev.jyro.examples;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a run was told, in words. */
final class Settings {
  private Settings() {}

  /** The components of a record, by their names. */
  static Map<String, String> of(Record config) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (RecordComponent component : config.getClass().getRecordComponents()) {
      settings.put(component.getName(), value(config, component.getAccessor()));
    }
    return settings;
  }

  private static String value(Record config, Method accessor) {
    try {
      accessor.setAccessible(true); // the record may be its package's own
      return String.valueOf(accessor.invoke(config));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("A component of " + config + " cannot be read.", e);
    }
  }
}
