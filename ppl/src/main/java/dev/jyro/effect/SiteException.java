package dev.jyro.effect;

import dev.jyro.JyroException;

/** Something wrong at one site of a program; the message begins with its name. */
public final class SiteException extends JyroException {
  private static final long serialVersionUID = 1L;

  private final String site;

  /** An error at the named site. */
  public SiteException(String site, String message) {
    super("Site '" + site + "': " + message);
    this.site = site;
  }

  /** An error at the named site that another one caused. */
  public SiteException(String site, String message, Throwable cause) {
    super("Site '" + site + "': " + message, cause);
    this.site = site;
  }

  /** The site's name. */
  public String site() {
    return site;
  }
}
