namespace StudentNet.Platform.Web;

/// <summary>What every page says about the service itself.</summary>
public static class SiteInfo
{
    /// <summary>Telephone of the helpdesk.</summary>
    public const string Helpdesk = "03-5622-056";

    /// <summary>When the helpdesk answers.</summary>
    public const string HelpdeskHours = "週一至週五 08:30–12:00、13:00–17:30";
}
