namespace StudentNet.Platform.Web;

/// <summary>Says what the frame around a page shows: who is signed in, which modules and functions they see, and where they are.</summary>
public interface IShell
{
    /// <summary>The frame of this request. Called once a page, by the layout.</summary>
    Task<ShellModel> GetAsync(HttpContext context);
}
