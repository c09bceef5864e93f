"""How an answer came in, in words. What is not from a website was entered by a clerk on somebody's behalf."""

from django.utils.translation import gettext_lazy as _

from contributions.models import Channel

ENTERED = (Channel.PAPER, Channel.TELEPHONE, Channel.COUNTER)
WORDS = {
    Channel.WEB: _("Website"),
    Channel.PLUGIN: _("Plugin on another site"),
    Channel.PAPER: _("On paper"),
    Channel.TELEPHONE: _("By telephone"),
    Channel.COUNTER: _("At the counter"),
}
